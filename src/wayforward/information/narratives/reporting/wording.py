"""Words for closed sets of reports on pages."""

from django.utils.translation import gettext_lazy as lazy

from wayforward.information.narratives.rules import Channel

CHANNELS = {
    Channel.WORD_OF_MOUTH: lazy("from people around me"),
    Channel.RELATIVES: lazy("from relatives abroad"),
    Channel.SMUGGLER: lazy("from somebody who sells the journey"),
    Channel.FACEBOOK: lazy("on Facebook"),
    Channel.TIKTOK: lazy("on TikTok"),
    Channel.TELEGRAM: lazy("on Telegram"),
    Channel.WHATSAPP: lazy("on WhatsApp"),
    Channel.YOUTUBE: lazy("on YouTube"),
    Channel.RADIO: lazy("on the radio"),
    Channel.POSTERS: lazy("on a poster or a leaflet"),
}
REFUSALS = {
    "empty": lazy("Write down what people are saying. Names and numbers alone tell no rumour."),
    "too_long": lazy("This is too long: write only the part that tells the rumour."),
    "not_now": lazy("Nothing can be looked up at the moment. Please try again later."),
}
