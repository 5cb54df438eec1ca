/** What is used of yaml. */
export { parseDocument } from 'yaml';
