/* Give every element the transforms back that `measure/transforms.js` took from it. */
() => window.__measured.restore()
