import { type System, windowsClient, windowsServer } from './systems.ts';

/** Who and what a believable day is about: a made-up company with offices in Frankfurt, Osaka, Dubai and Boston. */

export interface Person {
  readonly name: string;
  readonly mail: string;
  /** Account as an incident names it. */
  readonly account: string;
}

const person = (name: string, login: string): Person => ({
  name,
  mail: `${login}@nordwind.example`,
  account: `nordwind\\${login}`,
});

export const people: readonly Person[] = [
  person('Anna Keller', 'a.keller'),
  person('佐藤 美咲', 'm.sato'),
  person('ليلى الحداد', 'l.haddad'),
  person('Zoë Ångström', 'z.angstrom'),
  person("Siobhán O'Brien", 's.obrien'),
  person('Tomáš Dvořák', 't.dvorak'),
  person('山田 太郎', 't.yamada'),
  person('يوسف بن علي', 'y.benali'),
  person('Grace Mensah', 'g.mensah'),
  person('Luis Fernández', 'l.fernandez'),
];

/** Who works on incidents. */
export const analysts: readonly Person[] = people.slice(0, 4);

export interface Host {
  readonly name: string;
  readonly ip: string;
  /** As an incident lists it: usually name and agent id, now and then without the id or without a colon. */
  readonly listed: string;
  /** Alerts are of Windows, too. */
  readonly system: System;
}

const host = (name: string, ip: string, agent?: string, system = windowsServer): Host => ({
  name,
  ip,
  listed: agent === undefined ? name : `${name}:${agent}`,
  system,
});

export const hosts: readonly Host[] = [
  host('FRA-DC-01', '10.20.1.10', '4f1c6a0b9e7d4c2f8a35b1d0e6c97f21'),
  host('fra-web-03', '10.20.4.33', '9b2e7f6c1d8a4e50b3c4f7a2d6e18c90'),
  host('OSA-LT-0417', '10.40.17.4', '1d7e3a9c5b2f4680a9e1c3d5f7b80264', windowsClient),
  host('会計-PC-04', '10.40.9.104', '7c0d2e4f6a8b4c1e93f5a7b9c1d3e5f7', windowsClient),
  host('DXB-FS-02', '10.60.2.12', 'null'),
  host('BOS-BUILD-11', '10.80.11.11', 'a3c5e7f90b1d4e6f8a2c4e6f8091b3d5'),
  host('10.80.3.77', '10.80.3.77', ''),
  host('appliance-1', '10.20.0.2'),
];

export interface Finding {
  readonly alert: string;
  readonly source: string;
  readonly category: string;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly severity: 'informational' | 'low' | 'medium' | 'high' | 'critical';
}

/** What is found; tactics and techniques as MITRE ATT&CK names them. */
export const findings: readonly Finding[] = [
  {
    alert: 'Suspicious PowerShell Command Line',
    source: 'XDR Agent',
    category: 'Execution',
    tactics: ['TA0002 - Execution', 'TA0005 - Defense Evasion'],
    techniques: [
      'T1059.001 - Command and Scripting Interpreter: PowerShell',
      'T1027 - Obfuscated Files or Information',
    ],
    severity: 'high',
  },
  {
    alert: 'WildFire Malware',
    source: 'XDR Agent',
    category: 'Malware',
    tactics: ['TA0002 - Execution'],
    techniques: ['T1204.002 - User Execution: Malicious File'],
    severity: 'medium',
  },
  {
    alert: 'Possible Brute-Force attempt',
    source: 'XDR Analytics',
    category: 'Credential Access',
    tactics: ['TA0006 - Credential Access'],
    techniques: ['T1110 - Brute Force'],
    severity: 'medium',
  },
  {
    alert: 'Uncommon remote service start via sc.exe',
    source: 'XDR Analytics BIOC',
    category: 'Lateral Movement',
    tactics: ['TA0008 - Lateral Movement'],
    techniques: ['T1021 - Remote Services', 'T1569.002 - System Services: Service Execution'],
    severity: 'low',
  },
  {
    alert: 'Large Upload (Generic)',
    source: 'XDR Analytics',
    category: 'Exfiltration',
    tactics: ['TA0010 - Exfiltration'],
    techniques: ['T1048 - Exfiltration Over Alternative Protocol'],
    severity: 'informational',
  },
  {
    alert: 'Ransomware behavior blocked',
    source: 'XDR Agent',
    category: 'Ransomware',
    tactics: ['TA0040 - Impact'],
    techniques: ['T1486 - Data Encrypted for Impact'],
    severity: 'critical',
  },
  {
    alert: 'Command and control traffic',
    source: 'PAN NGFW',
    category: 'Spyware Detected via Anti-Spyware profile',
    tactics: ['TA0011 - Command and Control'],
    techniques: ['T1071.004 - Application Layer Protocol: DNS'],
    severity: 'high',
  },
];
