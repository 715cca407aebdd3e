/** The configuration cannot be used. `message` is one line that names the setting and its origin. */
export class ConfigurationFailure extends Error {}
