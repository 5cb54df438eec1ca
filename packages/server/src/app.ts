/** The application: routes over the library, the same in every runtime. It reads no clock, no file and no network. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from './deps.js';
import { methodNotOfRoute, noRoute } from './errors.js';
import { answerProblem } from './answer-problem.js';
import { refuseBadQuery } from './bad-query.js';
import { refuseLongAddresses, refuseOtherSites } from './refusals.js';
import { addCheckRoute } from './routes/check.js';
import { addCompareRoute } from './routes/compare.js';
import { addHealthRoute } from './routes/health.js';
import { addProfileRoute } from './routes/profile.js';
import { createService } from './service.js';

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Tidemark',
    version: '1.0.0',
    description: 'Profiles, checks and comparisons of data. Errors are problems as RFC 9457 has them.',
  },
};

/** The application over what it is given; `app.fetch` serves a request. */
export function createApp(deps: Deps): OpenAPIHono {
  const service = createService(deps);
  const app = new OpenAPIHono({ defaultHook: refuseBadQuery });
  app.use(requestId(deps.createId && { generator: deps.createId }));
  app.use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
    }),
  );
  app.use(async (c, next) => {
    await next();
    c.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => answerProblem(c, methodNotOfRoute(methods)) }));
  app.use(refuseLongAddresses(service.limits));
  app.use(refuseOtherSites);
  app.notFound((c) => answerProblem(c, noRoute()));
  app.onError((error, c) => answerProblem(c, error, deps.log));
  addHealthRoute(app);
  addProfileRoute(app, service);
  addCheckRoute(app, service);
  addCompareRoute(app, service);
  app.get('/openapi.json', (c) => c.json(app.getOpenAPI31Document(DOCUMENT)));
  return app;
}
