"""
One CSS feature each: small slides that a designer might write, for the PDF to look like.

A row is a name, a style sheet and the inside of the slide's body. Words are ours; the faces are
Inter and Source Serif 4 from fonts/. Knows no engine.
"""

from __future__ import annotations

from dataclasses import dataclass

WORDS = (
    "Ops is about the efficient deployment of what Dev creates. How to ship code, and how to sleep at "
    "night: AVATAR To We, fi ffl, “quotes” – dashes."
)


@dataclass(frozen=True)
class Feature:
    """One feature; `is_glyphs` says whether all of its text must be drawn as glyphs."""

    name: str
    css: str
    html: str
    is_glyphs: bool = True


def _p(css: str) -> tuple[str, str]:
    return f"p {{ {css} }}", f"<p>{WORDS}</p>"


PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='400' height='300'%3E"
    "%3Crect width='400' height='300' fill='%23284'/%3E%3Ccircle cx='200' cy='150' r='90' fill='%23fd5'/%3E"
    "%3C/svg%3E"
)
BOX = "<div class='a'><p>Words in a box</p></div>"

ROWS: tuple[tuple[str, str, str] | tuple[str, str, str, bool], ...] = (
    # --- text -------------------------------------------------------------------------------
    ("plain", *_p("")),
    ("centred", *_p("text-align: center")),
    ("justified", *_p("text-align: justify")),
    ("right aligned", *_p("text-align: right")),
    ("balanced", *_p("text-wrap: balance; font-size: 64px; line-height: 1.05")),
    ("letter-spacing", *_p("letter-spacing: 0.12em")),
    ("tight letter-spacing", *_p("letter-spacing: -0.03em; font-size: 60px")),
    ("word-spacing", *_p("word-spacing: 0.4em")),
    ("indent", *_p("text-indent: 3em")),
    ("uppercase", *_p("text-transform: uppercase")),
    ("capitalize", *_p("text-transform: capitalize")),
    ("old style figures", "p { font: 48px Source Serif; font-variant-numeric: oldstyle-nums }", "<p>In 1987, 65 of 230</p>"),
    ("tabular figures", "p { font-variant-numeric: tabular-nums }", "<p>1111<br>8888</p>"),
    ("feature settings", "p { font-feature-settings: 'ss01', 'case' }", "<p>(A) 1234 — a g</p>"),
    ("no ligatures", *_p("font-variant-ligatures: none")),
    ("no kerning", *_p("font-kerning: none")),
    ("soft hyphen", "p { width: 400px }", "<p>Donau&shy;dampf&shy;schiff&shy;fahrts&shy;gesell&shy;schaft und Frei&shy;heit</p>"),
    ("broken word", "p { width: 300px; overflow-wrap: anywhere }", "<p>Pneumonoultramicroscopicsilicovolcanoconiosis</p>"),
    ("pre and tabs", "pre { white-space: pre; tab-size: 4; font: 32px Inter }", "<pre>if a:\n\treturn b\n\t\tc  d</pre>"),
    ("strong, em and code", "", "<p>A <strong>strong</strong> word, an <em>italic</em> one, <code>code()</code> and <s>gone</s>.</p>"),
    ("underline", *_p("text-decoration: underline; text-decoration-color: #c33")),
    ("underline of its own colour", *_p("text-decoration: underline 4px; text-underline-offset: 8px")),
    ("wavy underline", *_p("text-decoration: underline wavy #36c")),
    ("sub and superscript", "", "<p>E = mc<sup>2</sup>, H<sub>2</sub>O, and on<sup>1</sup> we go</p>"),
    ("text shadow", *_p("text-shadow: 4px 4px 6px #f80")),
    ("translucent text", *_p("color: rgb(0 0 0 / 40%)")),
    ("opacity", *_p("opacity: 0.5")),
    ("gradient text", *_p("background: linear-gradient(90deg, #d22, #22d); -webkit-background-clip: text; color: transparent"), False),
    ("stroked text", *_p("-webkit-text-stroke: 2px #a00; font-size: 70px"), False),
    ("small capitals", *_p("font-variant-caps: small-caps"), False),
    ("drop cap", "p::first-letter { font-size: 3.2em; float: left; line-height: 0.8; color: #a22 }", f"<p>{WORDS}</p>", False),
    ("first line", "p::first-line { color: #a22; font-weight: 700 }", f"<p>{WORDS}</p>", False),
    ("greek and cyrillic", "", "<p>Ωμέγα, Žižkov, łódź, ş, €, мир и Москва</p>"),
    ("right to left", "p { direction: rtl }", "<p>abc 123, def (ghi)!</p>"),
    ("emoji in a line", "", "<p>Before 🧵 between 👩‍👩‍👦 after</p>"),
    ("ellipsis", "p { width: 400px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }", f"<p>{WORDS}</p>", False),
    ("vertical text", "p { writing-mode: vertical-rl; height: 500px }", f"<p>{WORDS}</p>", False),
    ("rotated text", "p { transform: rotate(-8deg); width: 600px; margin: 120px 0 0 60px }", f"<p>{WORDS}</p>"),
    ("scaled and moved text", "p { transform: translate(40px, 20px) scale(0.8); width: 600px }", f"<p>{WORDS}</p>"),
    ("ruby", "", "<p>A <ruby>word<rt>gloss</rt></ruby> with a gloss</p>"),
    # --- generated content ------------------------------------------------------------------
    ("before and after", "p::before { content: '“'; color: #a22; font-size: 1.4em } p::after { content: ' — the end' }", f"<p>{WORDS}</p>"),
    ("counters", "p { counter-increment: n } p::before { content: counter(n) '. '; color: #26c; font-weight: 700 }", "<p>First</p><p>Second</p><p>Third</p>"),
    ("bullets", "li::marker { color: #c33 }", "<ul><li>One thing</li><li>Another thing</li></ul>"),
    ("numbers", "", "<ol start='9'><li>One thing</li><li>Another thing</li></ol>"),
    ("box before", "p { position: relative; padding-left: 40px } p::before { content: ''; position: absolute; left: 0; top: 10px; bottom: 10px; width: 8px; background: #26c }", f"<p>{WORDS}</p>"),
    # --- layout -----------------------------------------------------------------------------
    ("flex row", "div { display: flex; gap: 24px; align-items: center } p { flex: 1 }", "<div><p>One two three</p><p>Four five six seven</p><p>Eight</p></div>"),
    ("grid", "div { display: grid; grid-template: auto auto / 1fr 2fr; gap: 20px }", "<div><p>One</p><p>Two two two</p><p>Three</p><p>Four four four four</p></div>"),
    ("columns", "div { columns: 2; column-gap: 40px; column-rule: 2px solid #999; font-size: 28px }", f"<div>{WORDS} {WORDS} {WORDS}</div>"),
    ("float", "img { float: right; width: 200px; margin: 0 0 20px 20px }", f"<p><img src=\"{PICTURE}\" alt='A dot'>{WORDS}</p>"),
    ("table", "table { border-collapse: collapse; font-size: 32px } td, th { border: 2px solid #888; padding: 12px 20px }", "<table><tr><th>Name<th>Value<tr><td>alpha<td>1<tr><td>beta<td>22</table>"),
    ("absolute and z-index", ".a { position: absolute; left: 40px; top: 60px; width: 300px; height: 200px; background: #fc6 } .b { position: absolute; left: 200px; top: 160px; width: 300px; height: 200px; background: #69c; z-index: -1 }", "<div class='a'>above</div><div class='b'><p style='padding:120px 20px'>below</p></div>"),
    ("sticky", "div { height: 300px } p { position: sticky; top: 0 }", f"<div><p>{WORDS}</p></div>"),
    ("link over lines", "a { color: #06c }", "<p>Go and <a href='https://example.com/a/long/address?with=query'>read the whole story of how it came to this, over more than one line</a> now.</p>"),
    # --- boxes ------------------------------------------------------------------------------
    ("rounded box", ".a { background: #dde; border-radius: 32px; padding: 40px }", BOX),
    ("elliptical radius", ".a { background: #dde; border-radius: 50% / 30%; padding: 80px }", BOX),
    ("border", ".a { border: 6px solid #333; border-radius: 20px; padding: 40px }", BOX),
    ("one-sided border", ".a { border-left: 12px solid #c33; padding: 20px 40px; background: #fee }", BOX),
    ("dashed border", ".a { border: 4px dashed #333; border-radius: 20px; padding: 40px }", BOX),
    ("dotted border", ".a { border: 6px dotted #36c; padding: 40px }", BOX),
    ("double border", ".a { border: 12px double #36c; padding: 40px }", BOX),
    ("outline", ".a { outline: 6px solid #f80; outline-offset: 6px; border-radius: 20px; padding: 40px }", BOX),
    ("hard shadow", ".a { background: #fff; box-shadow: 16px 16px 0 #000; border: 4px solid; padding: 40px }", BOX),
    ("soft shadow", ".a { background: #fff; box-shadow: 0 20px 60px rgb(0 0 0 / 35%); border-radius: 24px; padding: 40px }", BOX),
    ("inset shadow", ".a { background: #eee; box-shadow: inset 0 0 40px rgb(0 0 0 / 40%); padding: 40px }", BOX),
    ("gradient box", ".a { background: linear-gradient(120deg, #fc6 10%, #c36 70%); padding: 40px }", BOX),
    ("conic gradient", ".a { background: conic-gradient(from 45deg, #fc6, #c36, #63c, #fc6); padding: 80px }", BOX),
    ("radial pattern", ".a { background: radial-gradient(#888 2px, transparent 3px) 0 0 / 24px 24px; padding: 40px }", BOX),
    ("opacity over a box", ".a { background: #26c; color: #fff; opacity: 0.6; padding: 40px }", BOX, False),
    ("rotated box", ".a { background: #fc6; transform: rotate(5deg); padding: 40px; width: 400px; margin: 60px }", BOX),
    ("clipped by radius", ".a { overflow: hidden; border-radius: 60px; background: #26c } .a p { background: #fc6; margin: 0; padding: 30px 60px }", BOX),
    ("image cover", "img { width: 500px; height: 200px; object-fit: cover; border-radius: 30px }", f"<img src=\"{PICTURE}\" alt='A dot'>"),
    ("inline svg", "", "<svg width='300' height='200' aria-label='A hill'><path d='M0 200 L150 20 L300 200Z' fill='#284'/></svg><p>under it</p>"),
    ("svg with words", "", "<svg width='500' height='200'><text x='20' y='100' font-size='60' font-family='Inter'>Words in SVG</text></svg>", False),
    # --- effects ----------------------------------------------------------------------------
    ("filter", ".a { background: #fc6; filter: drop-shadow(0 10px 10px #0008) saturate(2); padding: 40px }", BOX, False),
    ("blur", ".a { background: #fc6; filter: blur(3px); padding: 40px }", BOX, False),
    ("backdrop filter", ".s { position: absolute; inset: 0; background: repeating-linear-gradient(45deg, #f80 0 20px, #08f 20px 40px) } .a { position: relative; margin: 80px; padding: 60px; backdrop-filter: blur(12px); background: rgb(255 255 255 / 50%) }", "<div class='s'></div>" + BOX),
    ("blend mode", ".s { position: absolute; inset: 0 50% 0 0; background: #f80 } .a { position: relative; background: #08f; mix-blend-mode: multiply; padding: 40px }", "<div class='s'></div>" + BOX, False),
    ("clip path", ".a { background: #26c; color: #fff; clip-path: polygon(0 0, 100% 0, 80% 100%, 0 100%); padding: 60px }", BOX, False),
    ("mask", ".a { background: #26c; color: #fff; mask-image: linear-gradient(90deg, #000, transparent); padding: 60px }", BOX, False),
    ("3D", ".a { background: #fc6; transform: perspective(600px) rotateY(30deg); padding: 40px; width: 500px }", BOX, False),
    ("covered text", ".a { position: relative } .a::after { content: ''; position: absolute; inset: 0; background: rgb(255 0 0 / 30%) }", BOX, False),
    ("oklch and color-mix", ".a { background: color-mix(in oklch, oklch(0.7 0.15 200), #fff 40%); color: oklch(0.4 0.2 20); padding: 40px }", BOX),
)  # fmt: skip

FEATURES = tuple(Feature(*row) for row in ROWS)
