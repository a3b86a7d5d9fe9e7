/** Version of this package: of the manifest, and of the scope of every record. A test compares it with package.json. */
export const version = '0.1.0';
