import { afterEach, expect, it, vi } from 'vitest';
import { listen, type ServiceWorkerScope } from './service-worker.js';

afterEach(() => vi.unstubAllGlobals());

type FetchListener = Parameters<ServiceWorkerScope['addEventListener']>[1];

/** What a worker answers to a page; null where it leaves the request alone. */
async function ask(request: Request): Promise<Response | null> {
  const listeners: FetchListener[] = [];
  listen({ location: { origin: 'https://page.example' }, addEventListener: (_, listener) => listeners.push(listener) });
  const answers: (Response | PromiseLike<Response>)[] = [];
  const event = { request, respondWith: (answer: Response | PromiseLike<Response>) => answers.push(answer) };
  for (const listener of listeners) listener(event as unknown as Parameters<FetchListener>[0]);
  return answers[0] ?? null;
}

it('answers the routes for the pages of its site', async () => {
  const headers = { origin: 'https://page.example' };
  const answer = await ask(
    new Request('https://page.example/v1/profile', { method: 'POST', body: 'a,b\n1,2\n', headers }),
  );
  expect(answer?.status).toBe(200);
  expect(await answer?.json()).toMatchObject({ schema: 'baseline/v1' });
});

it('lets every other request go on to the network', async () => {
  vi.stubGlobal('fetch', (request: Request) => Promise.resolve(new Response(`fetched ${request.url}`)));
  const answer = await ask(new Request('https://page.example/style.css'));
  expect(await answer?.text()).toBe('fetched https://page.example/style.css');
  expect(await ask(new Request('https://other.example/v1/profile', { method: 'POST', body: 'a\n1\n' }))).toBeNull();
});
