/** Moved to services: more than imports read sheets. */
export * from '../../services/sheets-read/cells'
