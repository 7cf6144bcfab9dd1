/* The faces that the page declares, as its rules say them. */
const faces = [];
const readRules = (rules, base) => {
  for (const rule of rules) {
    if (rule instanceof CSSFontFaceRule) {
      const said = rule.style.getPropertyValue("src");
      const source = /url\("([^"\\]*(?:\\.[^"\\]*)*)"\)/.exec(said);
      faces.push({
        family: rule.style.getPropertyValue("font-family").replace(/^["']|["']$/g, ""),
        weight: rule.style.getPropertyValue("font-weight") || "400",
        style: rule.style.getPropertyValue("font-style") || "normal",
        stretch: rule.style.getPropertyValue("font-stretch") || "100%",
        range: rule.style.getPropertyValue("unicode-range"),
        adjust: rule.style.getPropertyValue("size-adjust"),
        features: rule.style.getPropertyValue("font-feature-settings"),
        variations: rule.style.getPropertyValue("font-variation-settings"),
        local: [...said.slice(0, source?.index).matchAll(/local\("?([^")]*)"?\)/g)].map((found) => found[1]),
        src: source ? new URL(source[1], base).href : "",
      });
    } else if (rule.cssRules) readRules(rule.cssRules, rule.styleSheet?.href || base);
  }
};
for (const sheet of document.styleSheets) {
  try { readRules(sheet.cssRules, sheet.href || document.baseURI); } catch { /* not ours to read */ }
}
