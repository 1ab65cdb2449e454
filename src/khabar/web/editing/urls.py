"""Addresses of the editors' desk: petitions and gatherings of an association.

None of them may lead to a file, a letter or a consent.
"""

from __future__ import annotations

from django.urls import include, path

from khabar.web.editing import home, petition_deeds, petition_news, petition_timeline, petitions

app_name = "editing"
urlpatterns = [
    path("", home.home, name="home"),
    path("gatherings/", include("khabar.web.editing.gathering_urls")),
    path("newsletters/", include("khabar.web.editing.newsletter_urls")),
    path("petitions/", petitions.every, name="petitions"),
    path("petitions/new/", petitions.new, name="new_petition"),
    path("petitions/<str:campaign_id>/", petitions.one, name="petition"),
    path("petitions/<str:campaign_id>/write/", petitions.write, name="write_petition"),
    path("petitions/<str:campaign_id>/approve/", petition_deeds.approve, name="approve_petition"),
    path("petitions/<str:campaign_id>/news/", petition_news.news, name="petition_news"),
    path("petitions/<str:campaign_id>/news/<str:news_id>/approve/", petition_news.approve, name="approve_news"),
    path("petitions/<str:campaign_id>/news/<str:news_id>/drop/", petition_news.drop, name="drop_news"),
    path("petitions/<str:campaign_id>/timeline/", petition_timeline.timeline, name="petition_timeline"),
    path("petitions/<str:campaign_id>/timeline/approve/", petition_timeline.approve_it, name="approve_timeline"),
    path("petitions/<str:campaign_id>/timeline/take-down/", petition_timeline.take_down, name="take_down_timeline"),
    path("petitions/<str:campaign_id>/close/", petition_deeds.close, name="close_petition"),
    path("petitions/<str:campaign_id>/sheets/", petition_deeds.sheets, name="print_sheets"),
    path("petitions/<str:campaign_id>/count/", petition_deeds.count, name="count_sheet"),
    path("petitions/<str:campaign_id>/aside/", petition_deeds.set_aside, name="set_aside"),
    path("petitions/<str:campaign_id>/aside/<str:aside_id>/agree/", petition_deeds.agree, name="agree_aside"),
    path("petitions/<str:campaign_id>/aside/<str:aside_id>/back/", petition_deeds.take_back, name="aside_back"),
]
