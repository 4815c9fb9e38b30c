"""Messengers through which rumours are reported: Telegram and WhatsApp behind one port."""
