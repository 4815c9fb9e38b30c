"""Addresses below /<lang>/desk/account/. Only what we use of allauth: no sign-up, no e-mail.

Of signing in through an organisation the three pages are ours; allauth's own have no address.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, path
from django.views.generic import RedirectView

from wayforward.core.access import views
from wayforward.core.access.oidc import views as oidc

urlpatterns: list[URLPattern] = [
    path("", views.overview, name="mfa_index"),
    path("welcome/<str:uid>/<str:token>", views.welcome, name="desk-welcome"),
    path("set-up", views.set_up, name="desk-set-up"),
    path("sign-in", account.login, name="account_login"),
    path("organisation", oidc.start, name="desk-oidc-start"),
    path("organisation/back", oidc.back, name="desk-oidc-back"),
    path("organisation/finish", oidc.finish, name="desk-oidc-finish"),
    path("sign-out", account.logout, name="account_logout"),
    path("closed", account.account_inactive, name="account_inactive"),
    path("password", views.change_password, name="account_change_password"),
    path("password/again", account.reauthenticate, name="account_reauthenticate"),
    path("code", factors.authenticate, name="mfa_authenticate"),
    path("code/again", factors.reauthenticate, name="mfa_reauthenticate"),
    path("app", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/file", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("recovery-codes/new", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/add", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/again", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/sign-in", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/name", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]
