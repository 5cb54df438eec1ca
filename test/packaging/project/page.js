/** A page: Vite bundles it with `index.html`, the import map of `plain.html` says where its modules lie as they are. */
import { baseline, check } from 'tidemark';
import { createEngine } from 'tidemark/engine';
import { runScenario } from './scenario.js';

const engine = await createEngine();
document.body.textContent = JSON.stringify(await runScenario({ engine, baseline, check }));
