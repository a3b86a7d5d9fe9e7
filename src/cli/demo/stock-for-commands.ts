import { believableAlert, seededRandom, type TenantModel } from '../../testing/index.ts';

/** As many alerts of the firewall as `docs/running-commands.md` asks packets of, and more. */
const firewallAlerts = 3;

/** Puts in what commands look for beside a day's incidents and hosts: packets, and scripts that say and leave something. */
export function stockForCommands(model: TenantModel, seed: number, nowMs: number): void {
  const random = seededRandom(seed);
  for (let number = 1; number <= firewallAlerts; number++) {
    // Only alerts of this source have packets (Cortex XDR REST API, Get Alerts PCAP).
    const alert = believableAlert(random, number, nowMs - number * 60_000);
    model.alerts.put({ ...alert, source: 'PAN NGFW', is_pcap: true });
  }
  model.reactions.otherwise({ standardOutput: 'The script has run.\n' });
  for (const { endpoint_id: id } of model.hosts.visible(nowMs)) {
    if (typeof id === 'string') model.files.put(id, 'run_snippet_code_script', { sizeBytes: 4096 });
  }
}
