"""What is asked of every page that anybody in a journey sees: that it fits, that fingers find it, that it says itself.

Measured in the page as it was drawn. Sentences come back, one for each thing to mend; none means the page is well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from browser.screens import Screen

TOUCH = 44
"""Least width and height of what is pressed, in CSS pixels (WCAG 2.2, 2.5.5)."""

_LOOK = """([width, touch, language]) => {
  const found = [];
  const root = document.documentElement;
  const words = (one) => (one.innerText || one.value || one.name || one.id || '').trim().slice(0, 40) || one.tagName;
  const seen = (one) => { const box = one.getBoundingClientRect(); return box.width > 0 && box.height > 0; };
  if (root.scrollWidth > width) {
    const wide = [...document.querySelectorAll('body *')].filter(seen).filter((one) => {
      const box = one.getBoundingClientRect(), over = box.right > width + 0.01 || box.left < -0.01;
      return (over || one.scrollWidth > one.clientWidth + 1) && !one.closest('.table-scroll') && !one.matches('.skip');
    });
    const named = wide.slice(-3).map((one) => `${one.tagName}.${one.className} ${words(one)}`).join(' | ');
    found.push(`the page is ${root.scrollWidth} wide on a screen of ${width}: ${named}`);
  }
  if (root.lang !== language) found.push(`the page says it is in ${root.lang}, and was asked in ${language}`);
  if (root.dir !== (['fa', 'ar', 'ur'].includes(language) ? 'rtl' : 'ltr')) found.push(`it runs ${root.dir}`);
  if (document.querySelectorAll('h1').length !== 1) found.push('there is not exactly one h1');
  if (!document.title.trim()) found.push('the page has no title');
  const pressed = 'button, select, textarea, input:not([type=hidden]), .button, nav a, form a, .error-summary a';
  for (const one of [...document.querySelectorAll(pressed)].filter(seen)) {
    const target = one.matches('[type=radio], [type=checkbox]') ? one.closest('label') || one : one;
    const box = target.getBoundingClientRect();
    if (box.height < touch - 0.5 || box.width < touch - 0.5)
      found.push(`"${words(target)}" is ${Math.round(box.width)} by ${Math.round(box.height)} to press`);
  }
  const written = 'button, .button, label, legend, h1, h2, h3, th, td, p';
  for (const one of [...document.querySelectorAll(written)].filter(seen))
    if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline' && !one.matches('.unseen'))
      found.push(`"${words(one)}" does not fit its place: ${one.scrollWidth} in ${one.clientWidth}`);
  return found;
}"""


def to_mend(page: Page, screen: Screen, language: str) -> list[str]:
    """Look at the page as it stands; give one sentence for each thing that is not well."""
    page.wait_for_load_state()  # a page just left has no root to look at
    found = page.evaluate(_LOOK, [screen.width, TOUCH, language])
    return [str(sentence) for sentence in found]
