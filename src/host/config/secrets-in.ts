/** Characters. To mask less, such as the number of a tenant in a header, would spoil all that is printed, and hide nothing. */
const shortestMasked = 6;

/** What has to be masked of a secret setting wherever it is printed. */
export function textsToMask(text: string): readonly string[] {
  return secretsIn(text).filter((secret) => secret.length >= shortestMasked);
}

/** Of `Bearer …` also the token alone. Of a URL only user and password are secret: its host is wanted in messages. */
export function secretsIn(text: string): readonly string[] {
  const trimmed = text.trim();
  const url = /^https?:/i.test(trimmed) ? URL.parse(trimmed) : null;
  if (!url) {
    const [, token = ''] = /^[\w-]+ +(\S+)$/.exec(trimmed) ?? [];
    return [trimmed, token].filter((each) => each !== '');
  }
  if (url.password === '') return [];
  return [url.password, decoded(url.password), `${url.username}:${url.password}`];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
