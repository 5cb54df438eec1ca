/** Goes on when the event loop comes round. No time is read or waited for: it is the one way that every runtime has. */
export function endTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
