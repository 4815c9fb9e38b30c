"""Why a verb of campaigns was refused: one class each, one sentence for readers."""

from __future__ import annotations

from collections.abc import Mapping

from wayforward.core.workflow.rules import Why
from wayforward.information.campaigns.models import Campaign


class CampaignError(RuntimeError):
    """Something about a campaign was refused; nothing was written."""


class EditedMeanwhileError(CampaignError):
    """Somebody saved or took a step since the reader looked."""

    def __init__(self, campaign: Campaign) -> None:
        """Keeps the campaign as it is now."""
        super().__init__(
            f"{campaign.updated_by} changed this campaign meanwhile: look again, then decide."
        )
        self.campaign = campaign


class FaultyError(CampaignError):
    """What was given cannot be saved; `faults` says which field and why."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        """Keeps the faults by field, as keys of wording."""
        super().__init__(", ".join(f"{field}: {why}" for field, why in faults.items()))
        self.faults = faults


class RunsError(CampaignError):
    """A campaign that was started is not edited."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("This campaign was started: pause or end it, then reopen it as a draft.")


class GivenOutError(CampaignError):
    """A material that people have in hand keeps its words."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("This material was given out: withdraw it and make another.")


class NotThereError(CampaignError):
    """What was asked for is not there, or not in that state."""

    def __init__(self, what: str) -> None:
        """Names it."""
        super().__init__(f"{what} is not there, or was withdrawn or put back meanwhile.")


class StillInDoubtError(CampaignError):
    """A text that a material carries is in doubt: that one is compared first."""

    def __init__(self) -> None:
        """Says what to do."""
        super().__init__("A rebuttal or card it carries is in doubt: it is compared first.")


class StepClosedError(CampaignError):
    """A step cannot be taken now; `why_not` has every reason."""

    def __init__(self, step: str, why_not: tuple[Why, ...]) -> None:
        """Keeps the reasons for the screen."""
        said = ", ".join(f"{why.kind} {why.key} {why.detail}".strip() for why in why_not)
        super().__init__(f"The step {step} is closed: {said}.")
        self.step, self.why_not = step, why_not
