/** What a visitor of the pages is told when it does not go on. */
export const PAGE_PROBLEMS = {
  notFromCxone: {
    status: 400,
    title: 'Open this page from CXone',
    sentence: 'The address of this page is not complete. In CXone, open the integration and begin there again.',
  },
  foreignAddress: {
    status: 400,
    title: 'This does not come from CXone',
    sentence: 'The address names a place that is not known to belong to CXone. Nothing was sent there.',
  },
  otherBrand: {
    status: 400,
    title: 'This page is for another brand',
    sentence: 'The integration that was opened belongs to another brand of CXone than the one configured here.',
  },
  unknownPage: {
    status: 404,
    title: 'There is no such page',
    sentence: 'Look at the addresses in the form of the integration in CXone.',
  },
  notConfirmed: {
    status: 403,
    title: 'CXone does not confirm who you are',
    sentence: 'The address has been used before, or is too old. In CXone, open the integration and begin there again.',
  },
  visitOver: {
    status: 403,
    title: 'Your visit is over',
    sentence: 'Nothing was changed. In CXone, open the integration and begin there again.',
  },
  foreignForm: {
    status: 403,
    title: 'This form is not yours',
    sentence: 'Nothing was changed. Go back, load the page again and send the form once more.',
  },
  goneChannel: {
    status: 404,
    title: 'The channel is not there any more',
    sentence: 'Somebody may have removed it meanwhile. Go back and load the page again.',
  },
  tooMany: {
    status: 429,
    title: 'Too often',
    sentence: 'Wait a minute, and open the page from CXone again.',
  },
  refused: {
    status: 409,
    title: 'CXone does not take it',
    sentence: 'Nothing was changed. It may be that you lack a permission in CXone.',
  },
  unreachable: {
    status: 503,
    title: 'CXone does not answer',
    sentence: 'Wait a minute, and open the page from CXone again.',
  },
  failed: {
    status: 500,
    title: 'Something went wrong here',
    sentence: 'It was noted, and support staff can find it by the number below.',
  },
} as const;
export type PageProblemName = keyof typeof PAGE_PROBLEMS;

export class PageProblem extends Error {
  readonly problem: PageProblemName;

  constructor(problem: PageProblemName) {
    super(PAGE_PROBLEMS[problem].title);
    this.name = 'PageProblem';
    this.problem = problem;
  }
}
