/** The way to the values of the form, the same in all Cortex products. `product` and `role` are words for people. */
export function keySteps(product: string, role: string): readonly string[] {
  return [
    `Sign in to ${product} and open Settings → Configurations → Integrations → API Keys.`,
    'Choose + New Key.',
    'Pick a security level: Advanced signs every request and is the better choice; Standard works as well.',
    `Give it ${role}. Set an expiration date if your policy asks for one: collection stops on that day.`,
    'Choose Generate and copy the key at once: it is shown only this time. It goes into API key.',
    'Close the notice and find the new row of the table: the number in its ID column goes into API key ID.',
    'Right-click that row and choose Copy API URL: what you copied goes into FQDN.',
    'Run the connection test.',
  ];
}
