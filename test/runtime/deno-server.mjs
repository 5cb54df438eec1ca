/** The server in Deno, on a free port; prints where it listens. */
import { serve } from '@tidemark/server/deno';

const { address } = await serve({ port: 0 });
console.log(address);
