import { ControlApi, ControlError } from './contact-centre/control-api.js';
import { FusionDesktop } from './fusion/fusion-desktop.js';
import { createLocalDesktop } from './page/local-desktop.js';
import { listen } from './page/page-events.js';
import { readPageOptions } from './page/page-options.js';
import { initialTheme } from './page/theme.js';

const options = readPageOptions(location.search);
const api = new ControlApi((input, init) => fetch(input, init));
const page = new FusionDesktop();
page.theme = initialTheme(options.theme);
listen(page, 'try-again', () => void open());
document.querySelector('fusion-desktop')?.replaceWith(page);

async function open(): Promise<void> {
  page.problem = '';
  try {
    const world = await api.world();
    const agent = world.agents.find(({ agentId }) => agentId === options.agentId) ?? world.agents[0];
    if (agent === undefined) {
      page.problem = 'The world has no agents, so nobody can be signed in.';
      return;
    }
    const desktop = createLocalDesktop(world, agent, options, api);
    page.desktop = desktop;
    for (const problem of options.problems) desktop.fusion.notify(problem);
    if (options.agentId !== undefined && options.agentId !== agent.agentId) {
      desktop.fusion.notify(`There is no agent ${options.agentId}; ${agent.name} is signed in instead.`);
    }
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    page.problem = error.message;
  }
}

void open();
