/** Under which the settings (`AppConfig`) are injected. */
export const APP_CONFIG = Symbol('AppConfig');
