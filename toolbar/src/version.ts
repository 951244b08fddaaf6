/** Of the toolbar, for whoever is called to help. A test keeps it equal to that of the package. */
export const VERSION = '0.1.0';
