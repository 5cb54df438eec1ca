/** Long loops in turns: between two of them the event loop serves whoever waits for it. */

/** As many columns take some milliseconds. */
const ITEMS_A_TURN = 128;

/** What `Array.map` gives. Where there are many items, others have their turn before, between and after them. */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  toResult: (item: Item) => Result,
): Promise<Result[]> {
  if (items.length <= ITEMS_A_TURN) return items.map((item) => toResult(item));
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += ITEMS_A_TURN) {
    await endTurn();
    results.push(...items.slice(start, start + ITEMS_A_TURN).map((item) => toResult(item)));
  }
  await endTurn();
  return results;
}

/** Goes on when the event loop comes round. No time is read or waited for: it is the one way that every runtime has. */
function endTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
