"""Going from one page to the next in a browser, and being there before anything is looked at.

A click returns as soon as the next page begins to arrive. What is counted or compared at once may
then be counted on half a page; on a busy machine it is.
"""

from playwright.sync_api import Locator, Page


def follow(link: Locator) -> None:
    """Click what leads to another page, and wait until that page is whole."""
    with link.page.expect_navigation():
        link.click()


def follow_enter(page: Page) -> None:
    """The same by keyboard, from where the focus is."""
    with page.expect_navigation():
        page.keyboard.press("Enter")
