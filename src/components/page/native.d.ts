import 'react'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      /** The native component of WeChat's privacy consent, registered in app.config.ts. */
      'privacy-sheet': object
    }
  }
}
