"""Values for every kind of letter, of people and offices that do not exist."""

from __future__ import annotations

EXAMPLES: dict[str, dict[str, str]] = {
    "data-request-acknowledgement": {
        "name": "Zarghuna Example",
        "received": "2026-11-12",
        "request": "access",
        "answer_by": "2026-12-12",
        "provision": "GDPR Art. 15, 12(3)",
        "contact": "Office for data protection\nExample Street 1, 10115 Berlin\ndpo@office.example",
        "authority": "Example Commissioner for Data Protection",
        "page": "https://wayforward.example/r/7QX4M2",
    },
    "handover-sheet": {
        "person": "7QX4M2KDA9PB",
        "name": "زرغونه نمونه",
        "father": "عبدالله نمونه",
        "born": "1375 / 1996",
        "language": "Pashto, Dari",
        "given_by": "Return unit, Example City",
        "taken_by": "Reception desk, Kabul",
        "day": "2026-11-29",
        "place": "Kabul airport, arrivals",
        "consent": "2026-11-27",
        "needs": "Blood pressure tablets, twice a day\nA quiet place to wait with two children",
        "papers": "Tazkira (copy)\nPrescription of 20 November 2026",
        "next": "Call from the counsellor within 3 days",
        "contact": "+93 20 000 0000",
        "page": "https://wayforward.example/c/7QX4M2KDA9PB",
    },
}
