import type { SelectionTable } from '../selection/selection-table.ts';

/* Filters and words: Cortex XDR REST API, Get Audit Agent Report, which asks for `status` where records say `Status`. */
export const agentAuditSelection: SelectionTable = {
  agent_category: {
    title: 'Only category',
    description: 'Reports of these categories: Status, Monitoring, Audit.',
    examples: ['Audit'],
    key: 'CATEGORY',
    set: 'open',
    known: ['Status', 'Monitoring', 'Audit'],
    ask: { filter: 'category', words: 'known', inEachCase: true },
  },
  agent_type: {
    title: 'Only type',
    description: 'Reports of these types, such as Installation or Agent Service.',
    examples: ['Installation, Agent Service'],
    key: 'TYPE',
    set: 'open',
    known: ['Installation', 'Policy', 'Action', 'Agent Service', 'Agent Modules', 'Agent Status'],
    ask: { filter: 'type', words: 'known', inEachCase: true },
  },
  agent_sub_type: {
    title: 'Only sub-type',
    description: 'Reports of these sub-types, such as Upgrade or Fully Protected.',
    examples: ['Install, Uninstall, Upgrade'],
    key: 'SUBTYPE',
    set: 'open',
    known: ['Install', 'Uninstall', 'Upgrade', 'Fully Protected', 'Kernel Driver Initialization'],
    ask: { filter: 'sub_type', words: 'known', inEachCase: true },
  },
  agent_result: {
    title: 'Only result',
    description: 'Reports with these results: Success, Fail, Partial.',
    examples: ['Fail, Partial'],
    key: 'RESULT',
    set: 'open',
    known: ['Success', 'Fail', 'Partial'],
    ask: { filter: 'result', words: 'known', inEachCase: true },
  },
  agent_domain: {
    title: 'Only domain',
    description: 'Reports of endpoints in these domains, as the reports name them.',
    examples: ['corp.example'],
    key: 'DOMAIN',
    set: 'open',
    known: [],
    ask: { filter: 'domain', words: 'any', inEachCase: true },
  },
  agent_endpoint: {
    title: 'Only endpoint',
    description: 'Reports of the endpoints with these names, as the reports name them.',
    examples: ['SRV-DC-01, SRV-DC-02'],
    key: 'ENDPOINTNAME',
    set: 'open',
    known: [],
    ask: { filter: 'endpoint_name', words: 'any', inEachCase: true },
  },
};
