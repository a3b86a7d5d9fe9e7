/** Where the routes of the API are. */
export const apiPrefix = '/api/v1';
