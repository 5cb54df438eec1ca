/** A service worker that answers the routes, bundled for the test beside it. */
import { listen } from '@tidemark/server/service-worker';

listen(self);
