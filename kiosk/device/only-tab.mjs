/**
 * One tablet, one page: a second tab would show the same desk twice, and its citizens would get in each other's way.
 * The lock is the browser's, so that it is free again when a page ends, however it ends.
 */

const LOCK = "hailong-kiosk";

/**
 * Done when this page is the tablet's only one, which it then stays as long as it lives.
 * @param {() => void} showWaiting called if another page is there
 * @param {LockManager} [locks] missing where the page came by plain http: then nobody can know
 * @returns {Promise<void>}
 */
export async function beOnlyTab(showWaiting, locks = globalThis.navigator?.locks) {
  if (locks === undefined) return;
  if (await hold(locks, { ifAvailable: true })) return;
  showWaiting();
  await hold(locks, {});
}

/** @returns {Promise<boolean>} true as soon as it is held, false if it was not free */
function hold(locks, options) {
  return new Promise((tell) => {
    locks
      .request(LOCK, options, (lock) => {
        tell(lock !== null);
        return lock === null ? undefined : new Promise(() => {});
      })
      // Where the browser refuses locks altogether, the tablet must work all the same.
      .catch(() => tell(true));
  });
}
