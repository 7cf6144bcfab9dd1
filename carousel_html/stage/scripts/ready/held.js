/* Animations are held at their end; what has none, at its beginning. */
void document.body.offsetHeight;
for (const animation of document.getAnimations()) {
  try { animation.finish(); } catch { animation.pause(); animation.currentTime = 0; }
}
