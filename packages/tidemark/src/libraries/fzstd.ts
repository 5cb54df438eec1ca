/** What is used of fzstd. */
export { Decompress, decompress } from 'fzstd';
