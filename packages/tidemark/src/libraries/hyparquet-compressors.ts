/** What is used of hyparquet-compressors. */
export { compressors } from 'hyparquet-compressors';
