/**
 * An installed tablet that has lost the whole screen takes it again with the next touch, which is the only moment when
 * a browser lets a page. A page in a browser's tab is left as it is.
 */

const INSTALLED = "(display-mode: fullscreen), (display-mode: standalone), (display-mode: minimal-ui)";

/** @param {Window} window */
export function keepFullscreen(window) {
  const { document } = window;
  const isLost = () =>
    document.fullscreenEnabled &&
    document.fullscreenElement === null &&
    window.matchMedia(INSTALLED).matches &&
    window.innerHeight < window.screen.height;
  document.addEventListener(
    "pointerup",
    () => {
      // Refused, for instance while a keyboard is shown: then with the next touch.
      if (isLost()) document.documentElement.requestFullscreen({ navigationUI: "hide" }).catch(() => {});
    },
    { capture: true, passive: true },
  );
}
