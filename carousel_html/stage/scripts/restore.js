/* Give every element the transforms back that `measure.js` took from it. */
() => window.__measured.restore()
