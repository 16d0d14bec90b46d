"""Addresses of bulletins: the archive for everybody, the desk for officers."""

from django.urls import path

from wardmote.bulletins.views import desk, letters, public, publishing, writing

urlpatterns = [
    path("", public.archived, name="public-bulletins"),
    path("<row:pk>/", public.bulletin, name="public-bulletin"),
    path("<row:pk>/edition/<row:number>/", public.bulletin, name="public-bulletin-edition"),
    path("unsubscribe/<str:token>/", letters.leave, name="bulletin-unsubscribe"),
    path("desk/", desk.bulletins, name="bulletin-desk"),
    path("desk/new/", writing.begin_one, name="bulletin-new"),
    path("desk/<row:pk>/", desk.bulletin, name="bulletin-draft"),
    path("desk/<row:pk>/words/", writing.words, name="bulletin-words"),
    path("desk/<row:pk>/pick/", writing.pick_items, name="bulletin-pick"),
    path("desk/<row:pk>/paragraph/", writing.paragraph, name="bulletin-paragraph"),
    path("desk/<row:pk>/parts/<row:item>/", writing.paragraph, name="bulletin-part"),
    path("desk/<row:pk>/parts/<row:item>/move/", writing.move, name="bulletin-part-move"),
    path("desk/<row:pk>/parts/<row:item>/remove/", writing.remove, name="bulletin-part-remove"),
    path("desk/<row:pk>/link/", writing.link, name="bulletin-link"),
    path(
        "desk/<row:pk>/links/<row:item>/remove/",
        writing.link_remove,
        name="bulletin-link-remove",
    ),
    path("desk/<row:pk>/check/", writing.check, name="bulletin-check"),
    path("desk/<row:pk>/preview/<slug:what>/", desk.preview, name="bulletin-preview"),
    path("desk/<row:pk>/notice/", publishing.notice, name="bulletin-notice"),
    path("desk/<row:pk>/notice/back/", publishing.notice_back, name="bulletin-notice-back"),
    path("desk/<row:pk>/publish/", publishing.publish, name="bulletin-publish"),
    path("desk/<row:pk>/go-ahead/", publishing.go_ahead, name="bulletin-go-ahead"),
    path("desk/<row:pk>/correct/", publishing.correct, name="bulletin-correct"),
    path("desk/<row:pk>/withdraw/", publishing.withdraw, name="bulletin-withdraw"),
    path("desk/<row:pk>/throw-away/", publishing.discard, name="bulletin-throw-away"),
]
