"""What is kept of an activity comes back whole; ways to reach a person do not go in."""

import json
from dataclasses import replace

import pytest
from tests.information.projects.making import activity, payment

from wayforward.conf import shared_data
from wayforward.information.projects.activities import Activity
from wayforward.information.projects.iati import read_file
from wayforward.information.projects.packing import digest, pack, pack_money, unpack

CONTACT = ("<contact-info><organisation><narrative>Office</narrative></organisation>"
           "<person-name><narrative>Amina Example</narrative></person-name>"
           "<telephone>+93 700 000 000</telephone><email>amina@agency.example</email>"
           "<website>https://agency.example</website></contact-info>")  # fmt: skip


def _there_and_back(one: Activity) -> Activity:
    packed = json.loads(json.dumps(pack(one)))
    money = [[json.loads(json.dumps(pack_money(each))) for each in kind]
             for kind in (one.budgets, one.planned, one.transactions)]  # fmt: skip
    return unpack(packed, *money)


def _kept(one: Activity) -> Activity:
    return replace(one, contacts=(), problems=())


def test_persons_cannot_be_reached_by_what_is_kept() -> None:
    packed = json.dumps(pack(activity(CONTACT)))
    assert "Office" in packed
    assert "https://agency.example" in packed
    assert not [mark for mark in ("Amina", "amina", "700") if mark in packed]


def test_contact_with_nothing_left_is_not_kept() -> None:
    email = "<contact-info><email>a@b.example</email></contact-info>"
    assert pack(activity(email))["contacts"] == []


def test_digest_tells_a_change_and_only_a_change() -> None:
    one, other = pack(activity(payment("3", 5))), pack(activity(payment("3", 5), number=2))
    assert digest(one) == digest(json.loads(json.dumps(one)))
    assert digest(one) != digest(other)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["activities/unhcr-2023.xml", "old-and-odd/CD.xml"])
def test_real_activities_come_back_whole(name: str, shared) -> None:
    for one in read_file(shared_data() / "iati" / name):
        assert _kept(_there_and_back(one)) == _kept(one)
