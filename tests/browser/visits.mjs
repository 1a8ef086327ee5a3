/** Visits without the screens. What stands here runs in the page, through the outbox that the page itself uses. */

/** @param {{count: number, unit: string}} wish so many whole visits, one every minute backwards from now */
export async function captureMany({ count, unit }) {
  const { openOutbox } = await import("/kiosk/outbox/outbox.mjs");
  const { timeOrderedUuid } = await import("/kiosk/device/uuid.mjs");
  const outbox = await openOutbox();
  const one = (visit) => {
    const answers = { 1: 1 + (visit % 5), 2: 4, 3: null, 4: 5, 5: 3 };
    const created_at = new Date(Date.now() - visit * 60_000).toISOString();
    const made = { id: timeOrderedUuid(), questionnaire: "touch-5", answers, lang: "vi", created_at, partial: false };
    return outbox.capture((numbers) => ({ ...made, elapsed_ms: 9_000, ...numbers }), unit);
  };
  for (let visit = 0; visit < count; visit += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - visit) }, (_, nth) => one(visit + nth)));
  }
}
