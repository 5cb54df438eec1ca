/** The whole server as a Cloudflare Worker. */
export { default } from '@tidemark/server/workerd';
