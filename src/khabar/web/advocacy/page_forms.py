"""Which public page a letter is meant for: the timeline of one petition, or none."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khabar.apps.campaigns.queries import campaigns
from khabar.domain.petitions.timelines import page_name


class PageForm(forms.Form):
    """The public page on which a letter may be shown, as a body and its days."""

    page = forms.ChoiceField(label=_("Public timeline"), required=False)

    @property
    def offers_pages(self) -> bool:
        """Say whether there is any page to choose."""
        return len(self.fields["page"].choices) > 1  # type: ignore[attr-defined]  # a choice field


def page_form_of(page: str, given: object = None) -> PageForm:
    """Make the form with the timelines there are; `page` is the one that is chosen now."""
    form = PageForm(given, initial={"page": page})  # type: ignore[arg-type]  # what was posted, or nothing
    named = [(page_name(one.slug), f"{one.title or one.slug} ({page_name(one.slug)})") for one in campaigns()]
    form.fields["page"].choices = [("", gettext("On no public page")), *named]  # type: ignore[attr-defined]  # a choice
    return form
