"""The information room as a Django app."""

from django.apps import AppConfig


class InformationConfig(AppConfig):
    """Names the room for Django."""

    name = "wayforward.information"
    label = "information"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answers listen to sources: each reading becomes passages, each batch gets its vectors.

        Cards listen too, and tell answers where to find them; claims tell reports.
        """
        from django.db.backends.signals import connection_created

        from wayforward.information.answers.actions import embed_pending, index_reading
        from wayforward.information.answers.card_finding import Unanswered, on_cards
        from wayforward.information.answers.retrieving import search_hard
        from wayforward.information.cards.finding.finding import cards_for
        from wayforward.information.cards.finding.forms import embed_forms
        from wayforward.information.cards.needs_actions import count_need
        from wayforward.information.cards.public_queries import topics_with_cards
        from wayforward.information.narratives.matching.embedding import embed_wordings
        from wayforward.information.narratives.matching.reported import match_report, match_reports
        from wayforward.information.narratives.reporting.matched import on_match
        from wayforward.information.sources.hooks import on_reading, on_settled

        connection_created.connect(search_hard, dispatch_uid="answers search hard")

        def index(reading_id: int) -> None:
            index_reading(reading_id=reading_id)

        on_reading(index)
        on_settled(lambda say: embed_pending(say=say))
        on_settled(lambda _: embed_forms())
        on_settled(lambda _: embed_wordings())

        def count(unanswered: Unanswered) -> None:
            count_need(unanswered=unanswered)

        on_cards(cards_for, topics_with_cards, count)
        on_match(match_report, match_reports)
