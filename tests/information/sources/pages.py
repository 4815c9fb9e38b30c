"""Synthetic official-style pages with everything around them that real sites put there."""

FURNISHED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Appeals | Example Authority</title>
<meta property="article:modified_time" content="2026-03-05T08:00:00+01:00">
<script>var tracking = "never shown";</script><style>.x{color:red}</style></head>
<body>
<a class="skip-link" href="#main">Skip to content</a>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies to make this site better.</p>
<button>Accept all</button></div>
<header class="site-header"><a href="/">Example Authority</a>
<nav><ul><li><a href="/a">Asylum</a></li><li><a href="/b">Return</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/a">Asylum</a></div>
<div class="page with-sidebar content-related-layout">
<main id="main">
<h1>Appeals</h1>
<p class="lead">You can appeal a decision that you think is wrong.</p>
<h2 id="deadline">Deadline</h2>
<p>You have <strong>14&nbsp;days</strong> after you received the decision.
The day itself is not counted.</p>
<ul><li>Write to the court.</li><li>Sign the letter
  <ul><li>or have your lawyer sign it.</li></ul></li></ul>
<h3>Costs <a href="#costs" id="costs">#</a></h3>
<table><caption>Fees in 2026</caption>
<thead><tr><th>Court</th><th>Fee</th></tr></thead>
<tbody><tr><td>First instance</td><td>0 euro</td></tr>
<tr><td>Second instance</td><td>120 euro</td></tr></tbody></table>
<dl><dt>Legal aid</dt><dd>Money for a lawyer if you have none.</dd></dl>
<h2>Where to send it</h2>
<address>Example Court<br>Long Street 5<br>12345 Sampletown<br>
<a href="tel:+4930123456">030 123456</a></address>
<p hidden>Draft: do not publish.</p><p style="display:none">Also hidden.</p>
<details><summary>What if I miss the deadline?</summary><p>Say why you were late.</p></details>
<div class="share-buttons"><a href="#">Share on a network</a></div>
<aside class="related"><h2>Related links</h2><ul><li><a href="/x">Lawyers</a></li></ul></aside>
</main></div>
<footer><p>Imprint and privacy</p></footer>
</body></html>"""

WITHOUT_MAIN = """<html lang="de"><head><title>Rückkehr</title></head><body>
<div id="navigation"><a href="/">Start</a> <a href="/k">Kontakt</a></div>
<div id="content"><h1>Rückkehr</h1><p>Die Beratung ist freiwillig und kostenlos. Sie können sie
jederzeit abbrechen, auch nachdem Sie den Antrag gestellt haben.</p>
<p>Die Kosten der Reise werden übernommen. Für Familien gibt es mehr Geld als für eine Person
allein, weil auch Kinder gezählt werden.</p></div>
<div class="footer">Impressum</div></body></html>"""

RIGHT_TO_LEFT = """<!doctype html><html lang="prs" dir="rtl"><head><title>درخواست</title></head>
<body><main><h1>درخواست پناهندگی</h1><h2 id="where">کجا درخواست بدهید</h2>
<p>در دفتر ساحوی درخواست بدهید. مهلت آن ۱۴ روز است؛ مصرف ندارد.</p>
<table><tr><th>ولایت</th><th>تلفون</th></tr><tr><td>کابل</td><td>۰۷۰۰۱۲۳۴۵۶</td></tr></table>
</main></body></html>"""

EUR_LEX = """<html><head><title>Consolidated TEXT</title></head><body>
<div class="eli-container"><p class="arrow"><a href="#">▼B</a></p>
<div class="eli-main-title" id="tit_1"><p class="title-doc-first" id="id-1f2e3d4c-aaaa">
REGULATION 1/2020</p>
<p class="title-doc-first">of 1 March 2020</p><p class="title-doc-last">on examples</p></div>
<div class="eli-subdivision" id="enc_1"><div id="cpt_I">
<p class="title-division-1" id="id-aabbccdd-1111">CHAPTER I</p>
<p class="title-division-2">General provisions</p>
<div class="eli-subdivision" id="art_1">
<p class="title-article-norm" id="id-00112233-2222">Article 1</p>
<div class="eli-title" id="art_1.tit_1"><p class="stitle-article-norm">Scope</p></div>
<div class="norm"><span class="no-parag">1.  </span><div class="norm inline-element">This applies to
all examples:</div></div>
<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a) </span></div>
<div class="grid-list-column-2"><p class="norm">short ones;</p></div></div>
</div>
<div id="cpt_I.sct_1">
<p class="title-division-1">Section 1</p><p class="title-division-2">Rights</p>
<div class="eli-subdivision" id="art_2">
<p class="title-article-norm" id="id-44556677-3333">Article 2</p>
<p class="norm">Everybody may have one.</p></div></div>
</div></div></div></body></html>"""

PLAIN_TREATY = "<html><body><p>TREATY</p><p>PART ONE PRINCIPLES</p>" + "".join(
    f"<p>Article {number}</p><p>The Union does thing number {number}.</p>" for number in range(1, 8)
) + "</body></html>"  # fmt: skip
