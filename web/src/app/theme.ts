import { Badge, type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** One accent: the deep blue of printed seals and folders; shade 7 carries white text at 9:1. */
const accent: MantineColorsTuple = [
  '#eef4fc',
  '#dbe7f7',
  '#b6cdee',
  '#8db1e3',
  '#5f90d3',
  '#3a70bd',
  '#2459a5',
  '#174a8c',
  '#123c73',
  '#0c2c57',
];

/** 15–16 px body, an 8 px grid, no movement beyond 150 ms. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 7,
  colors: { accent },
  black: '#1b2430',
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Consolas, monospace",
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Vietnamese marks stand above and below the line: the label may not clip them.
    Button: { styles: { label: { overflow: 'visible' } } },
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    Modal: { defaultProps: { transitionProps: { duration: 120, transition: 'fade' }, centered: true, padding: 'lg' } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Combobox: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, events: { hover: true, focus: true, touch: true } } },
  },
});

/** Placeholders read at 5.8:1 on white, the borders of fields at 3.2:1 (WCAG 1.4.3, 1.4.11). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': '#5a6678',
    '--mantine-color-default-border': '#8692a3',
    '--mantine-color-dimmed': '#4a5568',
    '--mantine-color-error': '#b3261e',
  },
  dark: {},
});
