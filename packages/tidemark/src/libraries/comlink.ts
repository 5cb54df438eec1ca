/** What is used of comlink. */
export { type Endpoint, expose, type Remote, transfer, wrap } from 'comlink';
