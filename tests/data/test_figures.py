"""The figures in docs/data.md are those of the data."""

from tests.data.reviewed import DATA, load

GUIDE = (DATA.parents[2] / "docs" / "data.md").read_text(encoding="utf-8")


def _register() -> str:
    files = [load(f"official_sources/{p.name}") for p in (DATA / "official_sources").glob("*.yaml")]
    publishers = [row for file in files for row in file["publishers"]]
    pages = [row for file in files for row in file["pages"]]
    seen = sum(row["address_checked"] == "seen" for row in pages)
    twins = sum(len(row.get("twins", {})) for row in pages)
    return (
        f"{len(publishers)} publishers, {len(pages)} pages ({seen} addresses seen, "
        f"{len(pages) - seen} from memory), {twins} twins"
    )


def _arrangements() -> str:
    folders = [f"arrangements/{path.name}" for path in (DATA / "arrangements").iterdir()]
    parties = sum(len(load(f"{folder}/parties.yaml")["parties"]) for folder in folders)
    rows = [row for folder in folders for row in load(f"{folder}/parameters.yaml")["parameters"]]
    verified = sum(row["verified"] for row in rows)
    return (
        f"{len(folders)} arrangements, {parties} parties, "
        f"{len(rows)} parameters ({verified} verified)"
    )


def _claims() -> str:
    files = [load(f"claims/{path.name}") for path in (DATA / "claims").glob("*.yaml")]
    stories = sum(len(file.get("narratives", [])) for file in files)
    return f"{stories} narratives, {sum(len(file.get('claims', [])) for file in files)} claims"


def _campaigns() -> str:
    files = [load(f"campaigns/{path.name}") for path in (DATA / "campaigns").glob("*.yaml")]
    found = [one for file in files for one in file["campaigns"]]
    messages = [message for one in found for message in one["messages"]]
    kinds = {part["kind"] for message in messages for part in message["materials"]}
    return f"{len(found)} campaigns, {len(messages)} messages, {len(kinds)} kinds of material"


def _districts() -> str:
    rows = [row for rows in load("districts.yaml")["districts"].values() for row in rows]
    coded = sum("pcode" in row for row in rows)
    return f"{len(rows)} districts ({coded} with a P-code)"


def test_guide_figures_are_those_of_the_data():
    figures = [
        _register(),
        f"{len(load('stewards.yaml')['stewards'])} roles",
        f"{len(load('referrals.yaml')['referrals'])} contacts",
        f"{len(load('starter_questions.yaml')['questions'])} questions in each language",
        f"{len(load('provinces.yaml')['provinces'])} provinces",
        _districts(),
        _arrangements(),
        _claims(),
        _campaigns(),
    ]
    assert [figure for figure in figures if f"| {figure} |" not in GUIDE] == []
