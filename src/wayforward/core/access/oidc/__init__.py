"""Signing in through an organisation's own OpenID Connect server, for accounts the operator tied.

allauth keeps state and PKCE and exchanges the code; what it leaves open (the signature of a token
it fetched itself, the nonce, which hosts are asked, who may enter) is decided here.
"""
